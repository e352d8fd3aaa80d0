import { endSecondFactor, getSecondFactor, renewRecoveryCodes } from '#kernel/contract';
import {
  Button,
  Card,
  ErrorState,
  Field,
  Note,
  Overlay,
  Skeleton,
  TextInput,
  focusFirstFault,
  formatMoment,
  messageOf,
  showToast,
  useAct,
  useCall,
  useLanguage,
  useToday,
  useUiTexts,
} from '#ui';
import { type FormEvent, useRef, useState } from 'react';
import { useDoorTexts } from './door-texts';

const FEW_CODES = 3;
const changes = [getSecondFactor];

/** Asks for the password and a code of the phone, then turns off or renews. */
function ProofDialog({ act, onClose }: { act: 'off' | 'renew'; onClose: () => void }) {
  const t = useDoorTexts();
  const ui = useUiTexts();
  const form = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState({ password: '', code: '' });
  const [isTried, setTried] = useState(false);
  const end = useAct(endSecondFactor, { changes, onDone: () => (showToast(t('second.offDone')), onClose()) });
  const [codes, setCodes] = useState<readonly string[]>([]);
  const renew = useAct(renewRecoveryCodes, { changes, onDone: ({ recoveryCodes }) => setCodes(recoveryCodes) });
  const doing = act === 'off' ? end : renew;
  if (codes.length > 0)
    return (
      <Overlay
        title={t('second.codesTitle')}
        onClose={onClose}
        closesBy="acts"
        acts={<Button onClick={onClose}>{t('second.kept')}</Button>}
      >
        <p>{t('second.codesWhat')}</p>
        <ul translate="no">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
      </Overlay>
    );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (values.password === '' || values.code.trim() === '')
      return void requestAnimationFrame(() => focusFirstFault(form.current));
    void doing.act({ body: { password: values.password, code: values.code.trim() } });
  };
  const field = (name: 'password' | 'code') => (
    <Field label={t(`second.${name}`)} fault={isTried && values[name].trim() === '' ? t('second.missing') : undefined}>
      <TextInput
        type={name === 'password' ? 'password' : 'text'}
        autoComplete={name === 'password' ? 'current-password' : 'one-time-code'}
        value={values[name]}
        onChange={(event) => setValues({ ...values, [name]: event.target.value })}
      />
    </Field>
  );
  const acts = (
    <>
      <Button onClick={onClose}>{ui('cancel')}</Button>
      <Button kind="main" isBusy={doing.isUnderWay} onClick={() => form.current?.requestSubmit()}>
        {t(act === 'off' ? 'second.turnOff' : 'second.renew')}
      </Button>
    </>
  );
  return (
    <Overlay title={t(`second.${act}Title`)} onClose={onClose} closesBy="keys" acts={acts}>
      <form ref={form} className="col g16" noValidate onSubmit={submit}>
        <p>{t(`second.${act}What`)}</p>
        {field('password')}
        {field('code')}
        {doing.error ? <Note kind="refuse">{messageOf(doing.error, ui)}</Note> : null}
      </form>
    </Overlay>
  );
}

/** Whether the own account asks for a code of the phone. It is set up on the sign-in page, for both shells at one place. */
export function SecondFactor() {
  const t = useDoorTexts();
  const language = useLanguage();
  const today = useToday();
  const answer = useCall(getSecondFactor, {});
  const [act, setAct] = useState<'off' | 'renew' | null>(null);
  if (answer.error) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton />;
  const { isOn, since, recoveryCodesLeft, isRequired } = answer.data;
  const setUp = `/sign-in?next=${encodeURIComponent(location.pathname)}#second-factor`;
  const acts = isOn ? (
    <>
      <Button onClick={() => setAct('renew')}>{t('second.renew')}</Button>
      {isRequired ? null : (
        <Button kind="text" onClick={() => setAct('off')}>
          {t('second.turnOff')}
        </Button>
      )}
    </>
  ) : (
    <a className="btn" href={setUp}>
      {t('second.turnOn')}
    </a>
  );
  return (
    <Card title={t('second.title')}>
      <div className="col g12">
        <p>
          {isOn
            ? t('second.on', { since: formatMoment(since!, language, today), count: recoveryCodesLeft })
            : t('second.off')}
        </p>
        {isRequired ? <p className="dim t13">{t('second.offRequired')}</p> : null}
        {isOn && recoveryCodesLeft < FEW_CODES ? <Note kind="warn">{t('second.few')}</Note> : null}
        <div className="row g8 wrap">{acts}</div>
      </div>
      {act ? <ProofDialog act={act} onClose={() => setAct(null)} /> : null}
    </Card>
  );
}
