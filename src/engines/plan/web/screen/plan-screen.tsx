import {
  ErrorState,
  type LinkState,
  Mark,
  choices,
  formatDay,
  formatDayShort,
  formatMoment,
  messageOf,
  switchLanguage,
  useLanguage,
  usePageTitle,
  useParams,
  useUiTexts,
  weekdayOf,
} from '#ui';
import { useEffect, useState } from 'react';
import './plan-screen.css';
import type { ScreenModel } from './screen-model';
import { useScreenTexts } from './screen-texts';
import { SideLists } from './side-lists';
import { useTurn } from './turns';
import { type PlanState, usePlanState } from './use-plan-state';
import { YearPanel } from './year-panel';

/** The plan's year on the wall of a hall: it reads itself anew and nobody has to touch it. */
export default function PlanScreen() {
  const { planId } = useParams<'planId'>();
  const t = useScreenTexts();
  const state = usePlanState(planId);
  const turn = useTurn();
  usePageTitle(t('title'));
  if (state.model === null) return <Waiting state={state} />;
  return (
    <div className="scr">
      <Head model={state.model} link={state.link} />
      <main>
        <YearPanel model={state.model} turn={turn} />
        <SideLists model={state.model} turn={turn} />
      </main>
      <Foot state={state} model={state.model} turn={turn} />
    </div>
  );
}

function Waiting({ state }: { state: PlanState }) {
  const t = useScreenTexts();
  return (
    <div className="scr scr-waiting">
      {state.error ? <ErrorState error={state.error} onRetry={() => location.reload()} /> : t('reading')}
    </div>
  );
}

function Head({ model, link }: { model: ScreenModel; link: LinkState }) {
  const t = useScreenTexts();
  const language = useLanguage();
  const parts = [formatDay(model.today, language), weekdayOf(model.today, language)];
  const day = (language === 'en' ? parts.reverse() : parts).join(' ');
  return (
    <header>
      <Mark size={72} />
      <div className="name">
        <h1 lang="zh-CN">{model.title}</h1>
        <p>
          <span lang="zh-CN">{model.unitName}</span> · {day}
        </p>
      </div>
      <Acts />
      <p className={`scr-link ${link}`} role="status">
        <i />
        {t(`link.${link}`)}
      </p>
    </header>
  );
}

/** The two controls are there for a hand at the pointer or at the Tab key, and out of sight otherwise. */
function Acts() {
  const t = useScreenTexts();
  const [isAwake, setAwake] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wake = (): void => {
      setAwake(true);
      clearTimeout(timer);
      timer = setTimeout(() => setAwake(false), 4000);
    };
    window.addEventListener('pointermove', wake);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pointermove', wake);
    };
  }, []);
  const other = choices().language === 'en' ? 'zh-CN' : 'en';
  const fill = () =>
    void (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
  return (
    <div className={isAwake ? 'scr-acts on' : 'scr-acts'}>
      <button type="button" lang={other} onClick={() => void switchLanguage(other)}>
        {other === 'en' ? 'English' : '中文'}
      </button>
      <button type="button" onClick={fill}>
        {t('fill')}
      </button>
    </div>
  );
}

function Foot({ state, model, turn }: { state: PlanState; model: ScreenModel; turn: number }) {
  const t = useScreenTexts();
  const say = useUiTexts();
  const language = useLanguage();
  const kept = model.lists?.kept ?? [];
  const latest = kept[turn % Math.max(1, kept.length)];
  const at = state.readAt ? formatMoment(state.readAt, language).slice(-5) : '';
  const isStale = state.error !== null || state.link === 'lost';
  return (
    <footer>
      {model.lists === null ? (
        <span>{t('totalsOnly')}</span>
      ) : latest === undefined ? (
        <span>{t('nothingKept')}</span>
      ) : (
        <>
          <span>{t('latestKept')}</span>
          <b lang="zh-CN" key={latest.row.id}>
            {latest.row.title}
          </b>
          <span className="more">
            {[latest.day ? formatDayShort(latest.day, language) : null, latest.row.unitName]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </>
      )}
      <span className="sp" />
      <span className={isStale ? 'late' : ''}>{isStale ? t('stale', { at }) : t('readAt', { at })}</span>
      {state.error ? <span className="scr-unseen">{messageOf(state.error, say)}</span> : null}
    </footer>
  );
}
