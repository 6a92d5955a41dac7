-- What wrk sends: one submission after the other.
wrk.method = 'POST'
wrk.headers['Content-Type'] = 'application/json'
wrk.body = '{"url":"' .. os.getenv('SITE') .. '"}'
