import { describe, expect, test } from 'vitest';
import { addressTo, findRoute, matchPath, parseSearch, safeNext, searchText } from './routes';

describe('paths', () => {
  test.each([
    ['/plan', '/plan', {}],
    ['/plan', '/plan/', {}],
    ['/plan/$planId', '/plan/42', { planId: '42' }],
    ['/plan/$planId', '/plan/%E4%B8%80', { planId: '一' }],
    ['/plan/$planId', '/plan/%', { planId: '%' }],
    ['/plan/$planId', '/plan', null],
    ['/plan', '/plan/42', null],
    ['/', '/', {}],
  ])('%s on %s', (pattern, path, params) => {
    expect(matchPath(pattern, path)).toEqual(params);
  });

  test('fixed words are found before parameters, in whichever order they stand', () => {
    const routes = [{ path: '/plan/$planId' }, { path: '/plan/import' }];
    expect(findRoute(routes, '/plan/import')?.route.path).toBe('/plan/import');
    expect(findRoute(routes, '/plan/7')?.params).toEqual({ planId: '7' });
    expect(findRoute(routes, '/nowhere')).toBeNull();
  });

  test('an address is filled in and escaped; a parameter left out is a mistake', () => {
    expect(addressTo('/plan/$planId', { planId: 'a/b' }, { tab: 'rows', open: null })).toBe('/plan/a%2Fb?tab=rows');
    expect(() => addressTo('/plan/$planId')).toThrow('planId');
  });
});

describe('the search part', () => {
  test('equal states have equal addresses', () => {
    expect(searchText({ b: '2', a: '1', c: '', d: null, e: undefined })).toBe('?a=1&b=2');
    expect(searchText({})).toBe('');
    expect(parseSearch('?a=1&words=%E7%8E%8B')).toEqual({ a: '1', words: '王' });
  });
});

describe('where a sign-in may lead', () => {
  test.each([
    ['/plan?year=2024#rows', '/plan?year=2024#rows'],
    ['/m/', '/m/'],
    ['//elsewhere.example', null],
    ['/\\elsewhere.example', null],
    ['https://elsewhere.example', null],
    ['javascript:alert(1)', null],
    ['/\t/elsewhere.example', null],
    ['/sign-in?next=/', null],
    ['/api/session', null],
    ['', null],
    [null, null],
  ])('%j leads to %j', (next, leads) => {
    expect(safeNext(next)).toBe(leads);
  });
});
