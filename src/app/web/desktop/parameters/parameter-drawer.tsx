import { type ParameterDetail, type ParameterVersionView, getParameter } from '#kernel/contract';
import { Button, ErrorState, Skeleton, ToneTag, formatDay, formatMoment, useCall, useLanguage, useToday } from '#ui';
import { Drawer } from '#ui/desktop';
import { parameterShapes } from './shapes';
import { useParameterTexts } from './texts';
import { type ValueNode, nodeOf } from './value-nodes';
import { ValueView, useBrief } from './value-view';
import { VersionForm } from './version-form';

type Standing = 'now' | 'later' | 'past' | 'replaced';

function standingOf(version: ParameterVersionView, today: string): Standing {
  if (version.isReplaced) return 'replaced';
  if (version.validFrom > today) return 'later';
  return version.until === null || version.until >= today ? 'now' : 'past';
}

function Source({ version }: { version: ParameterVersionView }) {
  const t = useParameterTexts();
  const isOwnWords = version.level !== 'product';
  return (
    <>
      {t(`level.${version.level}`)} · <span lang={isOwnWords ? 'zh-CN' : undefined}>{version.source}</span>
    </>
  );
}

function Standings({ version }: { version: ParameterVersionView }) {
  const t = useParameterTexts();
  const standing = standingOf(version, useToday());
  return (
    <span className="row g8 wrap">
      {standing === 'now' ? <ToneTag tone="kept">{t('versionNow')}</ToneTag> : null}
      {standing === 'later' ? <ToneTag tone="going">{t('versionLater')}</ToneTag> : null}
      {standing === 'past' ? <ToneTag tone="none">{t('versionPast')}</ToneTag> : null}
      {standing === 'replaced' ? <ToneTag tone="none">{t('versionReplaced')}</ToneTag> : null}
      {version.isDatedBack ? <ToneTag tone="late">{t('datedBack')}</ToneTag> : null}
    </span>
  );
}

const isTabular = (node: ValueNode): boolean => node.kind === 'parts' || node.kind === 'rows';

interface HistoryProps {
  detail: ParameterDetail;
  node: ValueNode;
}

/** What a version is compared with: the one that was in force on its first day before it was recorded. */
function earlierOf(versions: readonly ParameterVersionView[], version: ParameterVersionView) {
  return versions.slice(versions.indexOf(version) + 1)[0];
}

function HistoryEntry({ detail, node, version }: HistoryProps & { version: ParameterVersionView }) {
  const t = useParameterTexts();
  const language = useLanguage();
  const today = useToday();
  const brief = useBrief(detail.fields);
  const isTable = isTabular(node);
  const recorded =
    version.at === null
      ? null
      : t('recorded', { who: version.recordedBy ?? t('program'), at: formatMoment(version.at, language) });
  const remarks = [recorded, version.uses].filter(Boolean).join(' · ');
  const tone = { now: 'kept', later: 'going', past: '', replaced: '' }[standingOf(version, today)];
  return (
    <li className={tone}>
      <div className="col g4">
        <span className="row g8 wrap">
          <b className="ink">
            <Days version={version} />
          </b>
          <Standings version={version} />
        </span>
        {isTable ? null : <span className="ink">{brief(node, version.value)}</span>}
        <span>
          <Source version={version} />
        </span>
        {version.note ? <span lang="zh-CN">{version.note}</span> : null}
        {remarks === '' ? null : <span className="dim t12">{remarks}</span>}
        {isTable ? (
          <details className="pm-content">
            <summary>{t('seeContent')}</summary>
            <ValueView
              node={node}
              value={version.value}
              words={detail.fields}
              before={earlierOf(detail.versions, version)?.value}
            />
          </details>
        ) : null}
      </div>
    </li>
  );
}

/** The days of a version's force; what came with the program held from the beginning. */
function Days({ version }: { version: ParameterVersionView }) {
  const t = useParameterTexts();
  const language = useLanguage();
  const day = (value: string) => formatDay(value, language);
  const isShipped = version.at === null;
  if (version.until === null || version.isReplaced)
    return isShipped ? t('shipped') : t('fromDay', { day: day(version.validFrom) });
  if (isShipped) return t('shippedUntil', { day: day(version.until) });
  return t('fromTo', { from: day(version.validFrom), to: day(version.until) });
}

function Facts({ detail }: { detail: ParameterDetail }) {
  const t = useParameterTexts();
  const language = useLanguage();
  const { current } = detail;
  const certainty = t.maybe(`confidence.${current.confidence}`);
  return (
    <dl className="pm-facts">
      <dt>{t('days')}</dt>
      <dd>
        <Days version={current} />
      </dd>
      <dt>{t('source')}</dt>
      <dd>
        <Source version={current} />
      </dd>
      {certainty === undefined ? null : (
        <>
          <dt>{t('confidence.label')}</dt>
          <dd>{certainty}</dd>
        </>
      )}
      <dt>{t('verified')}</dt>
      <dd>{current.verifiedOn === null ? t('neverVerified') : formatDay(current.verifiedOn, language)}</dd>
    </dl>
  );
}

function Reading({ detail, node, onSet }: HistoryProps & { onSet: () => void }) {
  const t = useParameterTexts();
  const isTable = isTabular(node);
  return (
    <div className="col g24">
      <p>{detail.explanation}</p>
      <section className="col g12">
        <div className="row">
          <h3>{t('now')}</h3>
          <span className="sp" />
          {detail.abilities.set ? (
            <Button icon="edit" onClick={onSet}>
              {t('set')}
            </Button>
          ) : null}
        </div>
        {isTable ? <Facts detail={detail} /> : null}
        <ValueView node={node} value={detail.current.value} words={detail.fields} />
        {isTable ? null : <Facts detail={detail} />}
        {detail.abilities.set ? null : <p className="dim t13">{t('readOnly')}</p>}
      </section>
      <section className="col g12">
        <h3>{t('history')}</h3>
        <ol className="tl pm-history">
          {detail.versions.map((version) => (
            <HistoryEntry key={version.id} detail={detail} node={node} version={version} />
          ))}
        </ol>
      </section>
    </div>
  );
}

export interface ParameterDrawerProps {
  parameterKey: string;
  isSetting: boolean;
  onSet: (isSetting: boolean) => void;
  onClose: () => void;
}

/** One parameter: what it is for, what holds, what held, and the form for what shall hold. */
export function ParameterDrawer({ parameterKey, isSetting, onSet, onClose }: ParameterDrawerProps) {
  const t = useParameterTexts();
  const shape = parameterShapes.get(parameterKey);
  const answer = useCall(getParameter, { params: { key: parameterKey } });
  const detail = answer.data?.key === parameterKey ? answer.data : null;
  if (detail === null || shape === undefined)
    return (
      <Drawer title={t('title')} onClose={onClose} size="wide">
        {answer.error ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Skeleton lines={8} />
        )}
      </Drawer>
    );
  const node = nodeOf(shape.schema, shape.unit);
  const isForm = isSetting && detail.abilities.set;
  return (
    <Drawer
      title={isForm ? t('form.title') : detail.name}
      note={isForm ? detail.name : detail.group}
      onClose={onClose}
      size="wide"
    >
      {isForm ? (
        <VersionForm detail={detail} node={node} onDone={() => onSet(false)} again={() => void answer.refetch()} />
      ) : (
        <Reading detail={detail} node={node} onSet={() => onSet(true)} />
      )}
    </Drawer>
  );
}
