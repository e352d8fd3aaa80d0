/** A library of the tests that brings no types. */
declare module 'oidc-provider';
