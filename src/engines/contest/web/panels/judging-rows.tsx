import { useCall } from '#ui';
import { PhoneRow } from '#ui/phone';
import { listJudging } from '../../panels/contract';
import { usePanelTexts } from './texts';

/** Leads a judge to each panel under way; nobody else sees anything. */
export default function JudgingRows() {
  const t = usePanelTexts();
  const rows = useCall(listJudging, {}, { isKept: true }).data?.rows ?? [];
  return (
    <>
      {rows.map(({ id, name, seat, isChair }) => (
        <PhoneRow
          key={`${id} ${seat}`}
          icon="competition"
          title={<span lang="zh-CN">{name}</span>}
          note={t(isChair ? 'judge.rowChair' : 'judge.row', { seat })}
          to={`/contests/${id}/judge`}
        />
      ))}
    </>
  );
}
