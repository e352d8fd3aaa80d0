import { Component, type ReactNode } from 'react';
import { Button } from './button';
import { CallFailed, CallRefused } from './call';
import type { IconName } from './icon-drawings';
import { Icon } from './icons';
import { PhotoUnreadable } from './shrink-photo';
import './styles/lists.css';
import type { useUiTexts } from './ui-texts';
import { useUiTexts as useWords } from './ui-texts';

type UiTexts = ReturnType<typeof useUiTexts>;

/** What a person is told of an error: the server's own words, or ours when no answer came. */
export function messageOf(error: Error, t: UiTexts): string {
  if (error instanceof CallRefused) return error.message;
  if (error instanceof PhotoUnreadable) return t('upload.unreadable');
  return error instanceof CallFailed ? t('failed.network') : t('failed.page');
}

/** Nothing here yet: says what to do first. Where it is the whole page, its title is the page's heading. */
export function EmptyState({
  icon = 'file',
  title,
  children,
  act,
  isPage = false,
}: {
  icon?: IconName;
  title: ReactNode;
  children?: ReactNode;
  act?: ReactNode;
  isPage?: boolean;
}) {
  const Title = isPage ? 'h1' : 'b';
  return (
    <div className="blank">
      <Icon name={icon} size="xl" />
      <Title>{title}</Title>
      {children ? <p>{children}</p> : null}
      {act}
    </div>
  );
}

/** Grey lines where text will stand. */
export function Skeleton({ lines = 4 }: { lines?: number }) {
  const t = useWords();
  return (
    <div className="skeleton" role="status" aria-label={t('loading')}>
      {Array.from({ length: lines }, (_none, index) => (
        <i key={index} />
      ))}
    </div>
  );
}

/** Something failed: says what, offers to try again, and keeps what was filtered or filled in. */
export function ErrorState({
  error,
  onRetry,
  isPage = false,
}: {
  error: Error;
  onRetry?: () => void;
  isPage?: boolean;
}) {
  const t = useWords();
  const Title = isPage ? 'h1' : 'b';
  const number = error instanceof CallRefused ? error.requestId : null;
  return (
    <div className="blank" role="alert">
      <Icon name={error instanceof CallFailed ? 'offline' : 'late'} size="xl" />
      <Title>{messageOf(error, t)}</Title>
      {number ? <p className="t12">{t('failed.number', { number })}</p> : null}
      {onRetry ? (
        <Button icon="again" onClick={onRetry}>
          {t('failed.again')}
        </Button>
      ) : null}
    </div>
  );
}

interface BoundaryProps {
  /** A new key lets the page try afresh. */
  resetKey: string;
  children: ReactNode;
}

/** Keeps the shell standing when a page breaks, for a programmer's fault or because a chunk could not be fetched. */
export class ErrorBoundary extends Component<BoundaryProps, { error: Error | null; key: string }> {
  override state: { error: Error | null; key: string } = { error: null, key: this.props.resetKey };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  static getDerivedStateFromProps(props: BoundaryProps, state: { key: string }): { error: null; key: string } | null {
    return props.resetKey === state.key ? null : { error: null, key: props.resetKey };
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error ? <ErrorState isPage error={error} onRetry={() => location.reload()} /> : this.props.children;
  }
}
