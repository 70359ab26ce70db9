const paths = {
  alert: 'M12 8v5m0 3h.01M12 3l9.5 17h-19L12 3Z',
  back: 'M15 5l-7 7 7 7',
  check: 'M5 12.5 10 17.5 19.5 7',
  close: 'M6 6l12 12M18 6 6 18',
  external: 'M14 5h5v5M19 5l-8 8M10 6H6v12h12v-4',
  inbox: 'M4 13h4l2 3h4l2-3h4M4 13v5h16v-5M4 13l3-8h10l3 8',
  info: 'M12 11v5M12 8h.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6v-9Z',
  mail: 'M4 6h16v12H4V6Zm0 1 8 6 8-6',
  phone: 'M7 4H4v3c0 7 6 13 13 13h3v-4l-4-1-2 2c-3-1-5-3-6-6l2-2-1-4Z',
  reopen: 'M4 12a8 8 0 1 0 3-6.3L4 8M4 4v4h4',
  send: 'M4 12 20 4l-5 16-4-7-7-1Z',
  verified: 'M12 3l7 3v6c0 4.5-3 7.5-7 9-4-1.5-7-4.5-7-9V6l7-3Zm-3.5 9 2.5 2.5 4.5-5',
} as const;

/** Line icons in the colour of the text around them, never the only name of a control. */
export function Icon({ name, size = 20 }: { name: keyof typeof paths; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
