import { ToneTag, formatDay, useCall, useLanguage } from '#ui';
import { PhoneRow, PhoneRows } from '#ui/phone';
import { listNotices } from '../../contract';
import { useHonourTexts } from '../texts';

const MOST = 5;

/** Public notices of commendations: those that stand first. */
export default function NoticesCard() {
  const t = useHonourTexts();
  const language = useLanguage();
  const { data } = useCall(listNotices, {}, { isKept: true });
  if (!data || data.rows.length === 0) return null;
  const rows = [...data.rows].sort((a, b) => Number(b.isTaking) - Number(a.isTaking)).slice(0, MOST);
  return (
    <PhoneRows title={t('titles.notice')}>
      {rows.map((notice) => (
        <PhoneRow
          key={notice.id}
          icon="eye"
          title={<span lang="zh-CN">{notice.title}</span>}
          note={t('round.until', { day: formatDay(notice.endsOn, language) })}
          end={
            <ToneTag tone={notice.isTaking ? 'going' : 'none'}>
              {t(`notice.${notice.isTaking ? 'running' : notice.state === 'withdrawn' ? 'withdrawn' : 'over'}`)}
            </ToneTag>
          }
          to={`/disclosure/honours/${notice.id}`}
        />
      ))}
    </PhoneRows>
  );
}
