import { Button, Card, Field, IconButton, Note, TextArea, TextInput, UploadBox, addressOf, messageOf } from '#ui';
import { shrinkPhoto, showToast, useAct, useUiTexts } from '#ui';
import { useState } from 'react';
import {
  type FindingWhole,
  addAuditFile,
  answerAuditFinding,
  getAuditFile,
  removeAuditFile,
} from '../../audits/contract-findings';
import { touched } from './pieces';
import { useAuditTexts } from './texts';

/** Photos and PDFs that go with the answer; a photo is shrunk before it goes. */
function Files({ finding }: { finding: FindingWhole }) {
  const t = useAuditTexts();
  const ui = useUiTexts();
  const { id, files } = finding;
  const add = useAct(addAuditFile, { changes: touched });
  const remove = useAct(removeAuditFile, { changes: touched });
  const [isUnreadable, setUnreadable] = useState(false);
  const take = async (file: File): Promise<void> => {
    setUnreadable(false);
    const shrunk = await shrinkPhoto(file).catch(() => null);
    if (shrunk === null) return setUnreadable(true);
    await add.act({ params: { id }, query: { name: shrunk.name }, body: shrunk.blob });
  };
  const error = add.error ?? remove.error;
  return (
    <div className="col g8">
      {files.map((file) => (
        <div key={file.id} className="row g8">
          <a
            href={addressOf(getAuditFile, { params: { id, fileId: file.id } })}
            target="_blank"
            rel="noreferrer"
            lang="zh-CN"
          >
            {file.name}
          </a>
          <IconButton
            icon="close"
            name={t('removeFile', { name: file.name })}
            onClick={() => void remove.act({ params: { id, fileId: file.id } })}
          />
        </div>
      ))}
      <UploadBox
        types={['.pdf', '.jpg', '.jpeg', '.png', '.webp', '.heic']}
        maxMegabytes={10}
        onFile={(file) => void take(file)}
      />
      {isUnreadable ? <Note kind="refuse">{ui('upload.unreadable')}</Note> : null}
      {error ? <Note kind="refuse">{messageOf(error, ui)}</Note> : null}
    </div>
  );
}

/** The answer being written: what was done, the entry that put it right, and what proves it. */
export function Answer({ finding }: { finding: FindingWhole }) {
  const t = useAuditTexts();
  const ui = useUiTexts();
  const [words, setWords] = useState('');
  const [month, setMonth] = useState('');
  const [number, setNumber] = useState('');
  const [isTried, setTried] = useState(false);
  const { act, error, isUnderWay } = useAct(answerAuditFinding, {
    changes: touched,
    onDone: () => showToast(t('answered')),
  });
  const isCorrected = month.trim() !== '' || number.trim() !== '';
  const faults = {
    words: words.trim().length < 2 ? ui('field.missing') : undefined,
    month: isCorrected && !/^[12]\d{3}-(0[1-9]|1[0-2])$/.test(month.trim()) ? t('monthWrong') : undefined,
    number: isCorrected && !/^[1-9]\d{0,6}$/.test(number.trim()) ? t('numberWrong') : undefined,
  };
  const send = (): void => {
    setTried(true);
    if (Object.values(faults).some((fault) => fault !== undefined)) return;
    const correction = isCorrected ? { month: month.trim(), number: Number(number) } : null;
    const { id, version } = finding;
    void act({ params: { id }, body: { version, words: words.trim(), correction } });
  };
  const fault = (name: keyof typeof faults) => (isTried ? faults[name] : undefined);
  return (
    <Card title={t('answer')} marked={finding.isOverdue ? 'late' : 'sea'}>
      <div className="fields">
        <Field label={t('answerWords')} fault={fault('words')}>
          <TextArea
            maxLength={2000}
            placeholder={t('answerExample')}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </Field>
        <Field label={t('correctionMonth')} width="half" isOptional hint={t('correctionHint')} fault={fault('month')}>
          <TextInput placeholder="2024-06" value={month} onChange={(event) => setMonth(event.target.value)} />
        </Field>
        <Field label={t('correctionNumber')} width="half" isOptional fault={fault('number')}>
          <TextInput
            className="num"
            inputMode="numeric"
            value={number}
            onChange={(event) => setNumber(event.target.value)}
          />
        </Field>
        <Files finding={finding} />
        {error ? <Note kind="refuse">{messageOf(error, ui)}</Note> : null}
        <div>
          <Button kind="main" isBusy={isUnderWay} onClick={send}>
            {t('answerAct')}
          </Button>
        </div>
      </div>
    </Card>
  );
}
