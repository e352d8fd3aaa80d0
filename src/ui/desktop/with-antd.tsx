import { type ReactNode, Suspense, lazy } from 'react';
import { Skeleton } from '../blanks';

const AntdTheme = lazy(() => import('./antd-theme'));

/** Around an antd piece that is itself imported lazily; nothing of antd is loaded before. */
export function WithAntd({ children }: { children: ReactNode }) {
  return (
    <Suspense fallback={<Skeleton />}>
      <AntdTheme>{children}</AntdTheme>
    </Suspense>
  );
}
