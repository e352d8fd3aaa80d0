import {
  Button,
  Card,
  Field,
  Note,
  TextArea,
  TextInput,
  messageOf,
  showToast,
  useAct,
  useDraft,
  useUiTexts,
} from '#ui';
import type { EndpointResponse } from '#kernel/contract';
import { type FormEvent, useState } from 'react';
import { type ApplicationWhole, applyOwn, correctOwn, getOwnMembership } from '../../applications/contract';
import { useMembershipTexts } from '../texts';
import '../styles/membership.css';

interface WithdrawalFormProps {
  own: EndpointResponse<typeof getOwnMembership>;
  corrects: ApplicationWhole | null;
  onDone: () => void;
}

/** Leaving is free: it asks for no reason, and says what follows. */
export function WithdrawalForm({ own, corrects, onDone }: WithdrawalFormProps) {
  const t = useMembershipTexts();
  const ui = useUiTexts();
  const [start] = useState(() => ({
    words: corrects?.form.kind === 'withdrawal' ? corrects.form.words : '',
    signedName: '',
  }));
  const draft = useDraft(`membership.withdrawal${corrects ? `.${corrects.id}` : ''}`, start);
  const [isTried, setTried] = useState(false);
  const done = () => {
    draft.drop();
    showToast(t('fields.sent'));
    onDone();
  };
  const changes = [getOwnMembership];
  const send = useAct(applyOwn, { changes, onDone: done });
  const correct = useAct(correctOwn, { changes, onDone: done });
  const { error, isUnderWay } = corrects ? correct : send;
  const isSigned = draft.values.signedName.replace(/\s/g, '') === own.person.name.replace(/\s/g, '');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!isSigned) return;
    const form = { kind: 'withdrawal', ...draft.values } as const;
    if (corrects) void correct.act({ params: { id: corrects.id }, body: { form, version: corrects.version } });
    else void send.act({ body: { form } });
  };
  return (
    <Card title={t('fields.withdrawTitle')}>
      <form className="mb-form" noValidate onSubmit={submit}>
        <Note>{t('fields.withdrawWhat')}</Note>
        <Field label={t('fields.words')} isOptional>
          <TextArea
            value={draft.values.words}
            maxLength={500}
            rows={3}
            onChange={(event) => draft.set({ words: event.target.value })}
          />
        </Field>
        <Field
          label={t('fields.signature')}
          hint={t('fields.signatureHint')}
          fault={isTried && !isSigned ? t('fields.signatureWrong', { name: own.person.name }) : undefined}
        >
          <TextInput
            value={draft.values.signedName}
            maxLength={60}
            onChange={(event) => draft.set({ signedName: event.target.value })}
          />
        </Field>
        {error ? <Note kind="refuse">{messageOf(error, ui)}</Note> : null}
        <Button wide size="lg" type="submit" kind="main" isBusy={isUnderWay}>
          {t('fields.submit')}
        </Button>
        <Button wide onClick={onDone}>
          {ui('cancel')}
        </Button>
      </form>
    </Card>
  );
}
