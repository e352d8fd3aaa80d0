import {
  type MergeField,
  listDoubles,
  listMerges,
  listPeople,
  mergeFields,
  mergePeople,
  showPerson,
} from '../../contract';
import {
  Button,
  Card,
  Field,
  Note,
  TextInput,
  focusFirstFault,
  messageOf,
  navigate,
  showToast,
  useAct,
  useUiTexts,
} from '#ui';
import { type FormEvent, useRef, useState } from 'react';
import { CompareTable, type Side } from './compare-table';
import { FollowsCard } from './follows-card';
import type { MergePreview } from './merge-preview';
import { useDoubleTexts } from './texts';
import { useReasonFault } from './use-reason-fault';

/** Whether a record says something of a field; what can't be read says nothing. */
function isSaid({ person, dossier }: MergePreview[Side], field: MergeField): boolean {
  switch (field) {
    case 'identityNumber':
    case 'bankCard':
      return dossier[field].state === 'kept';
    case 'nation':
    case 'education':
    case 'employer':
    case 'isMigrant':
      return dossier[field] !== null;
    case 'photo':
      return dossier.photoFileId !== null;
    default:
      return person[field] !== null;
  }
}

/** Where the record that stays says nothing, the other one's value is proposed. */
function proposed({ survivor, merged }: MergePreview): readonly MergeField[] {
  return mergeFields.filter((field) => !isSaid(survivor, field) && isSaid(merged, field));
}

interface MergeActProps {
  error: Error | null;
  isBusy: boolean;
  differenceReason: string | null;
}

function MergeAct({ error, isBusy, differenceReason }: MergeActProps) {
  const t = useDoubleTexts();
  const ui = useUiTexts();
  const whyNot = differenceReason === null ? undefined : t('compare.marked', { reason: differenceReason });
  return (
    <>
      {error ? <Note kind="refuse">{messageOf(error, ui)}</Note> : null}
      <div className="row g12 wrap">
        <Button kind="main" type="submit" isBusy={isBusy} whyNot={whyNot}>
          {t('compare.submit')}
        </Button>
        <span className="dim">{t('compare.undoNote')}</span>
      </div>
    </>
  );
}

export function CompareForm({ preview, onSwap }: { preview: MergePreview; onSwap: () => void }) {
  const t = useDoubleTexts();
  const faultOf = useReasonFault();
  const form = useRef<HTMLFormElement>(null);
  const [take, setTake] = useState(() => proposed(preview));
  const [account, setAccount] = useState<Side>('survivor');
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const merge = useAct(mergePeople, {
    changes: [listDoubles, listMerges, listPeople, showPerson],
    onDone: () => (showToast(t('compare.done')), navigate('/admin/people/doubles?show=merges')),
  });
  const { survivor, merged, differenceReason } = preview;
  const choose = (field: MergeField, side: Side): void =>
    setTake((before) => (side === 'merged' ? [...before, field] : before.filter((one) => one !== field)));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (faultOf(reason)) {
      requestAnimationFrame(() => focusFirstFault(form.current));
      return;
    }
    void merge.act({
      body: {
        survivorId: survivor.person.id,
        survivorVersion: survivor.person.version,
        mergedId: merged.person.id,
        mergedVersion: merged.person.version,
        take: [...take],
        account,
        reason,
      },
    });
  };
  return (
    <form ref={form} noValidate className="col g16" onSubmit={submit}>
      <Card flush>
        <CompareTable
          preview={preview}
          sideOf={(field) => (take.includes(field) ? 'merged' : 'survivor')}
          onChoose={choose}
          account={account}
          onAccount={setAccount}
          onSwap={onSwap}
        />
      </Card>
      <FollowsCard preview={preview} />
      <Card>
        <div className="col g16">
          <Field label={t('compare.reason')} fault={isTried ? faultOf(reason) : undefined}>
            <TextInput
              value={reason}
              maxLength={200}
              placeholder={t('compare.reasonExample')}
              onChange={(event) => setReason(event.target.value)}
            />
          </Field>
          <MergeAct error={merge.error} isBusy={merge.isUnderWay} differenceReason={differenceReason} />
        </div>
      </Card>
    </form>
  );
}
