/**
 * The house's own icons on a grid of 16, one stroke of 1.5; chapters first, in the order of the plan. Plain markup, so
 * that the sign-in page, which has no React, draws them too.
 */
export const iconDrawings = {
  plan: '<path d="M3 2.5h10v11H3zM5.5 5.5h5M5.5 8h5M5.5 10.5h3"/>',
  innovation: '<path d="M6 12h4M6.5 14h3M8 2a4 4 0 0 0-2.3 7.3c.3.2.3.5.3.9h4c0-.4 0-.7.3-.9A4 4 0 0 0 8 2z"/>',
  competition:
    '<path d="M5 2.5h6v4a3 3 0 0 1-6 0zM5 4H2.8c0 2 .8 3 2.4 3M11 4h2.2c0 2-.8 3-2.4 3M8 9.5V12M5.5 13.5h5"/>',
  women: '<path d="M8 2.5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM8 8.5v5M5.8 11.5h4.4"/>',
  training:
    '<path d="M8 4C6.5 2.8 4.5 2.6 2.5 3v9.5c2-.4 4-.2 5.5 1 1.5-1.2 3.5-1.4 5.5-1V3c-2-.4-4-.2-5.5 1zM8 4v9.5"/>',
  democracy: '<path d="M2.5 8.5v5h11v-5M5 8.5v-6h6v6M6.5 5.5l1.2 1.2 2.1-2.2M1.5 8.5h13"/>',
  relief: '<path d="M8 13.3S2.3 10 2.3 6.1A2.9 2.9 0 0 1 8 5a2.9 2.9 0 0 1 5.7 1.1C13.7 10 8 13.3 8 13.3z"/>',
  safety: '<path d="M8 1.8 13 3.5v4c0 3.2-2 5.4-5 6.7-3-1.3-5-3.5-5-6.7v-4zM5.8 8l1.6 1.6 3-3.1"/>',
  canteen: '<path d="M2 7.5h12a6 6 0 0 1-3.5 5.4h-5A6 6 0 0 1 2 7.5zM6 5c0-1 .8-1 .8-2M9.2 5c0-1 .8-1 .8-2"/>',
  culture: '<rect x="6" y="1.8" width="4" height="7.4" rx="2"/><path d="M3.5 7.5a4.5 4.5 0 0 0 9 0M8 12v2.2"/>',
  membership:
    '<rect x="1.8" y="3.5" width="12.4" height="9" rx="1.5"/><path d="M5.5 5.9a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8zM3.5 10.7c.4-1.2 3.6-1.2 4 0M9.5 6.5h3M9.5 9h2"/>',
  finance: '<circle cx="8" cy="8" r="6"/><path d="M5.8 4.8 8 7.8l2.2-3M8 7.8v3.7M6 8.2h4M6 10h4"/>',
  savings: '<path d="M2.5 6.5h11v7h-11zM2.5 6.5l5.5-4 5.5 4M5.5 9v2.5M8 9v2.5M10.5 9v2.5"/>',
  voices: '<path d="M2.3 3h11.4v8H7.5l-3 2.5V11H2.3zM5 6h6M5 8.3h4"/>',
  admin:
    '<circle cx="8" cy="8" r="2.2"/><path d="M8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6 5 5M11 11l1.4 1.4M12.4 3.6 11 5M5 11l-1.4 1.4"/>',
  home: '<path d="M2.5 7.5 8 2.8l5.5 4.7v6h-4v-4h-3v4h-4z"/>',
  flag: '<path d="M3.5 14V2.5M3.5 3H12l-2 2.7 2 2.8H3.5"/>',
  eye: '<path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8z"/><circle cx="8" cy="8" r="2"/>',
  person: '<circle cx="8" cy="5.3" r="2.8"/><path d="M2.8 13.8c.7-4 9.7-4 10.4 0"/>',
  people:
    '<circle cx="6" cy="5.6" r="2.4"/><path d="M1.8 13c.5-3.5 7.9-3.5 8.4 0M10.5 3.4a2.4 2.4 0 0 1 0 4.4M11.5 10c1.6.3 2.6 1.3 2.8 3"/>',
  calendar: '<rect x="2.5" y="3.5" width="11" height="10" rx="1.5"/><path d="M2.5 6.8h11M5.5 2v2.5M10.5 2v2.5"/>',
  place: '<path d="M8 14s4.5-4 4.5-7.3a4.5 4.5 0 0 0-9 0C3.5 10 8 14 8 14z"/><circle cx="8" cy="6.7" r="1.5"/>',
  search: '<path d="M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.5 10.5l3 3"/>',
  bell: '<path d="M4 11V7a4 4 0 0 1 8 0v4l1 1.3H3zM6.7 14h2.6"/>',
  sun: '<circle cx="8" cy="8" r="3"/><path d="M8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9"/>',
  moon: '<path d="M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z"/>',
  down: '<path d="m4.5 6.5 3.5 3.5 3.5-3.5"/>',
  right: '<path d="m6.5 4.5 3.5 3.5-3.5 3.5"/>',
  left: '<path d="M9.5 4.5 6 8l3.5 3.5"/>',
  close: '<path d="m4 4 8 8M12 4l-8 8"/>',
  plus: '<path d="M8 3v10M3 8h10"/>',
  minus: '<path d="M3 8h10"/>',
  tick: '<path d="m3.5 8.5 3 3 6-6.5"/>',
  edit: '<path d="m3 13 .6-2.8 6.9-6.9 2.2 2.2-6.9 6.9z"/>',
  bin: '<path d="M3 4.5h10M6 4.5V3h4v1.5M4.5 4.5l.6 9h5.8l.6-9M6.8 7v4M9.2 7v4"/>',
  download: '<path d="M8 2.5v7M5 7l3 3 3-3M3 13h10"/>',
  upload: '<path d="M8 10V3M5 5.5l3-3 3 3M3 13h10"/>',
  print: '<path d="M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z"/>',
  filter: '<path d="M2.5 3.5h11L9.5 8.3v4.2l-3 1.2V8.3z"/>',
  columns: '<path d="M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10"/>',
  table: '<path d="M2.5 3h11v10h-11zM2.5 6.5h11M2.5 9.7h11M6.5 3v10"/>',
  file: '<path d="M4 2h5l3 3v9H4zM9 2v3h3"/>',
  camera: '<path d="M2 5h3l1-1.8h4L11 5h3v8H2z"/><circle cx="8" cy="8.7" r="2.3"/>',
  clock: '<circle cx="8" cy="8" r="6"/><path d="M8 4.5V8l2.5 1.5"/>',
  offline:
    '<path d="M2 2l12 12M3 6.3a8 8 0 0 1 3-1.7M9 4.4a8 8 0 0 1 4 1.9M5 8.8a5 5 0 0 1 2-1.1M11 8.8l-.8-.5M7 11.2a1.6 1.6 0 0 1 2 0"/>',
  because: '<path d="M3 3v4.5a2 2 0 0 0 2 2h7M9.5 7l2.5 2.5L9.5 12"/>',
  key: '<path d="M10.3 2.5a3.2 3.2 0 1 1-2.1 5.6L3 13.3M4.5 11.8l1.4 1.4M6.3 10l1.4 1.4"/>',
  device: '<path d="M4.5 2h7v12h-7zM7 11.8h2"/>',
  out: '<path d="M6.5 2.5h-4v11h4M6.5 8h7M10.7 5.2 13.5 8l-2.8 2.8"/>',
  globe: '<path d="M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM2.3 8h11.4M8 2c3.5 3.4 3.5 8.6 0 12M8 2C4.5 5.4 4.5 10.6 8 14"/>',
  type: '<path d="M1.8 12.5 5.3 4l3.5 8.5M3 9.8h4.6M10 12.5l2.2-5.4 2.2 5.4M10.7 10.8h3"/>',
  info: '<circle cx="8" cy="8" r="6"/><path d="M8 7.3v3.7M8 5v.1"/>',
  link: '<path d="M6.5 9.5l3-3M7 4.8l1.3-1.3a2.9 2.9 0 0 1 4.2 4.2L11.2 9M9 11.2l-1.3 1.3a2.9 2.9 0 0 1-4.2-4.2L4.8 7"/>',
  more: '<path d="M3.5 8h.1M8 8h.1M12.5 8h.1" stroke-width="2.2"/>',
  again: '<path d="M13 8a5 5 0 1 1-1.6-3.7M13 2.5v3h-3"/>',
  computer: '<path d="M2 3h12v8H2zM6 14h4M8 11v3"/>',
  phone:
    '<path d="M3.5 2.5 6 2l1.2 3-1.5 1.3a8 8 0 0 0 4 4L11 8.8l3 1.2-.5 2.5a1.5 1.5 0 0 1-1.6 1.2A10.5 10.5 0 0 1 2.3 4.1a1.5 1.5 0 0 1 1.2-1.6z"/>',
  /* states: filled where the state is settled */
  kept: '<circle cx="8" cy="8" r="6" fill="currentColor" stroke="none"/><path d="m5.3 8.2 1.9 1.9 3.5-3.9" stroke="var(--surface)" stroke-width="1.7"/>',
  keptLate: '<circle cx="8" cy="8" r="5.5"/><path d="m5.5 8.2 1.8 1.8 3.3-3.7"/>',
  exceeded:
    '<circle cx="8" cy="8" r="6" fill="currentColor" stroke="none"/><path d="M8 11.3V5M5.4 7.4 8 4.8l2.6 2.6" stroke="var(--surface)" stroke-width="1.7"/>',
  going: '<circle cx="8" cy="8" r="5.5"/><path d="M8 4.8a3.2 3.2 0 0 1 0 6.4z" fill="currentColor" stroke="none"/>',
  late: '<path d="M8 2l6.5 11.5h-13z" fill="currentColor" stroke="none"/><path d="M8 6.5v3.2M8 11.7v.1" stroke="var(--surface)" stroke-width="1.6"/>',
  atRisk: '<path d="M8 2.6l5.8 10.4H2.2zM8 6.5v3M8 11.2v.1"/>',
  none: '<circle cx="8" cy="8" r="5.5" stroke-dasharray="2.2 2.2"/>',
  ahead: '<circle cx="8" cy="8" r="5.5"/>',
  aim: '<circle cx="8" cy="8" r="5.5"/><circle cx="8" cy="8" r="1.6" fill="currentColor" stroke="none"/>',
  dropped: '<circle cx="8" cy="8" r="5.5"/><path d="M5.5 8h5"/>',
  refuse:
    '<circle cx="8" cy="8" r="6" fill="currentColor" stroke="none"/><path d="m6 6 4 4M10 6l-4 4" stroke="var(--surface)" stroke-width="1.6"/>',
} as const satisfies Record<string, string>;

export type IconName = keyof typeof iconDrawings;

export const markDrawing =
  '<rect width="26" height="26" rx="6" fill="var(--red)"/>' +
  '<path d="M6 18.5h14M13 6.5l6.2 9H6.8z" fill="none" stroke="#fff" stroke-width="2" stroke-linejoin="round" stroke-linecap="round"/>';
