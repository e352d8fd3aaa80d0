import type { ParameterDetail } from '#kernel/contract';
import { Button, Card, formatDay, useLanguage } from '#ui';
import { useEffect, useRef } from 'react';
import { useParameterTexts } from './texts';
import type { ValueNode } from './value-nodes';
import { ValueView } from './value-view';

export interface OtherVersionProps {
  detail: ParameterDetail;
  /** The version recorded last when the person began. */
  seenId: string;
  node: ValueNode;
  onSeen: () => void;
}

/** What another person recorded while the form was open: what differs from what the person began with. */
export function OtherVersion({ detail, seenId, node, onSeen }: OtherVersionProps) {
  const t = useParameterTexts();
  const language = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  // It may be the answer to a press, in the middle of a long form: whoever pressed must see it.
  useEffect(() => {
    box.current?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: 'nearest' });
  }, [detail.latestId]);
  const other = detail.versions.find((one) => one.id === detail.latestId);
  const seen = detail.versions.find((one) => one.id === seenId);
  if (other === undefined) return null;
  const who = other.recordedBy ?? t('program');
  return (
    <div ref={box} tabIndex={-1} role="alert">
      <Card marked="late" title={t('form.otherTitle', { who })}>
        <div className="col g12">
          <p>{t('form.otherText', { who })}</p>
          <p className="dim t13">
            {t('fromDay', { day: formatDay(other.validFrom, language) })} · <span lang="zh-CN">{other.source}</span>
          </p>
          <ValueView node={node} value={other.value} words={detail.fields} before={seen?.value} onlyChanges />
          <span>
            <Button kind="quiet" onClick={onSeen}>
              {t('form.otherSeen')}
            </Button>
          </span>
        </div>
      </Card>
    </div>
  );
}
