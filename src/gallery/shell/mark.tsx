/** The magpie: dark and white feathers, a long tail with a sheen. Decoration only. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path
        class="mark-body"
        d="M1.5 10.6 6 8.8a5.4 5.4 0 0 1 10.1-1.2c3.4 2.6 6.4 6.6 8.4 10.4l-4.2 5.2c-7 2.2-14-1.6-14.4-9.4l-.2-1.6Z"
      />
      <path class="mark-tail" d="m23.4 17.6 8.2 10.2-2.5 2.2-9.6-6.6Z" />
      <path class="mark-white" d="M8.3 16.4c.9 3.7 5 6.1 9.4 5.3-2.6-2.3-6-3.9-9.4-5.3Z" />
      <path class="mark-white" d="M14 11.8c3.8 1 6.4 3.7 7.7 6.9-3.9-.7-7-3.1-7.7-6.9Z" />
      <circle class="mark-white" cx="10.2" cy="8.6" r="1" />
    </svg>
  )
}
