export const bubble = 'M21 12a8 8 0 0 1-8 8H4l2-3.5A8 8 0 1 1 21 12z';
export const cross = 'M6 6l12 12M18 6L6 18';
export const arrow = 'M12 19V5M6 11l6-6 6 6';
