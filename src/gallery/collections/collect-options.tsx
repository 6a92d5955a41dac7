/** What few need, folded away: how far to go. */
export function CollectOptions() {
  return (
    <details class="options">
      <summary>Options</summary>
      <div class="options-fields">
        <label class="field">
          <span>Scope</span>
          <select class="input" name="scope">
            <option value="host">This host</option>
            <option value="page">This page only</option>
            <option value="path">Below this path</option>
            <option value="domain">The whole domain</option>
          </select>
        </label>
        <label class="field">
          <span>Most pages</span>
          <input class="input" name="maxPages" type="number" min="1" step="1" placeholder="1000" />
        </label>
        <label class="field">
          <span>Depth</span>
          <input class="input" name="maxDepth" type="number" min="0" step="1" placeholder="No limit" />
        </label>
      </div>
      <p class="hint">Pages stay within the scope; images come from wherever the pages take them.</p>
    </details>
  )
}
