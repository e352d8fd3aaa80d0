/** The key of an indicator, by which formulas and rules of contests name it. Apart from formulas, so that pages need no parser. */
export const indicatorKey = /^[a-z][a-z0-9_]{0,39}$/;
