import { listEditions, recordEdition } from '../../../contract';
import type { EndpointResponse } from '#kernel/contract';
import { Button, Card, ErrorState, Link, Skeleton, ToneTag, showToast, useAct, useCall } from '#ui';
import { Drawer, FormFromSchema } from '#ui/desktop';
import { useState } from 'react';
import { useEditionName } from '../../edition-name';
import { useScheduleTerms, useScheduleTexts } from '../../texts';

type Answer = EndpointResponse<typeof listEditions>;
const pastEdition = recordEdition.body as NonNullable<typeof recordEdition.body>;
type Edition = Answer['editions'][number];

function EditionDrawer({
  series,
  edition,
  onClose,
}: {
  series: Answer['series'];
  edition: Edition;
  onClose: () => void;
}) {
  const t = useScheduleTexts();
  const nth = useEditionName();
  const save = useAct(recordEdition, {
    changes: [listEditions],
    onDone: () => {
      showToast(t('edition.done'));
      onClose();
    },
  });
  return (
    <Drawer title={`${series.name} · ${nth(edition.number)}`} onClose={onClose}>
      <FormFromSchema
        schema={pastEdition}
        draftKey={`schedule.edition.${series.id}.${edition.number}`}
        initial={
          edition.kind === 'recorded'
            ? { year: edition.year, champion: edition.champion, summary: edition.summary, source: edition.source }
            : {}
        }
        fields={{
          year: { label: t('edition.year'), width: 'third' },
          champion: { label: t('edition.champion') },
          summary: { label: t('edition.summary') },
          source: { label: t('edition.source'), hint: t('edition.sourceHint'), example: t('edition.sourceExample') },
        }}
        submit={t('save')}
        isBusy={save.isUnderWay}
        error={save.error}
        onCancel={onClose}
        onSubmit={(body) => save.act({ params: { id: series.id, number: edition.number }, body })}
      />
    </Drawer>
  );
}

function EditionLine({ edition, isHere, onFill }: { edition: Edition; isHere: boolean; onFill: (() => void) | null }) {
  const t = useScheduleTexts();
  const terms = useScheduleTerms();
  const nth = useEditionName();
  const name = nth(edition.number);
  const words = [edition.year ? t('edition.ofYear', { year: edition.year }) : '', edition.champion]
    .filter(Boolean)
    .join(' · ');
  return (
    <li>
      {edition.eventId && !isHere ? <Link to={`/events/${edition.eventId}`}>{name}</Link> : <b>{name}</b>}
      <span className="sp t13">
        {edition.kind === 'gap' ? (
          <ToneTag tone="none">{terms('editions.gap')}</ToneTag>
        ) : edition.kind === 'recorded' ? (
          <span title={t('edition.from', { source: edition.source })}>{words || terms('editions.recorded')}</span>
        ) : (
          <span className="dim">
            {isHere ? t('edition.this') : edition.state ? terms(`states.${edition.state}`) : ''}
          </span>
        )}
      </span>
      {onFill && edition.kind !== 'event' ? (
        <Button size="sm" kind="text" onClick={onFill}>
          {edition.kind === 'gap' ? t('edition.fill') : t('edition.correct')}
        </Button>
      ) : null}
    </li>
  );
}

/** The editions of a series from the latest back; earlier ones without a record are gaps to fill. */
export function SeriesCard({ seriesId, eventId }: { seriesId: string; eventId: string }) {
  const t = useScheduleTexts();
  const [filling, setFilling] = useState<Edition | null>(null);
  const answer = useCall(listEditions, { params: { id: seriesId } });
  if (answer.error && !answer.data) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton />;
  const { series, editions } = answer.data;
  const gaps = editions.filter((edition) => edition.kind === 'gap').length;
  return (
    <Card title={series.name} note={gaps > 0 ? t('edition.gaps', { count: gaps }) : t('edition.whole')}>
      <ul className="ev-editions">
        {editions.toReversed().map((edition) => (
          <EditionLine
            key={edition.number}
            edition={edition}
            isHere={edition.eventId === eventId}
            onFill={series.canRecord ? () => setFilling(edition) : null}
          />
        ))}
      </ul>
      {filling ? <EditionDrawer series={series} edition={filling} onClose={() => setFilling(null)} /> : null}
    </Card>
  );
}
