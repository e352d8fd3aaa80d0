import { Button, Field, TextInput, navigate } from '#ui';
import { type FormEvent, useState } from 'react';
import { useScheduleTexts } from '../texts';

/** The code as it is typed from the host's screen, for phones whose camera doesn't read it. */
export function CodeForm({ eventId, isMain }: { eventId: string; isMain?: boolean }) {
  const t = useScheduleTexts();
  const [words, setWords] = useState('');
  const [fault, setFault] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const code = words.normalize('NFKC').replace(/\s/g, '');
    if (!/^\d{6}$/.test(code)) return setFault(t('checkIn.codeMissing'));
    navigate(`/check-in/${eventId}?code=${encodeURIComponent(code)}`, { replace: isMain ?? false });
  };
  return (
    <form className="ac-acts" noValidate onSubmit={submit}>
      <Field label={t('checkIn.code')} hint={t('checkIn.codeHint')} fault={fault || undefined}>
        <TextInput
          value={words}
          maxLength={7}
          inputMode="numeric"
          className="ci-digits"
          onChange={(event) => {
            setWords(event.target.value);
            setFault('');
          }}
        />
      </Field>
      <Button wide type="submit" kind={isMain ? 'main' : 'quiet'}>
        {t('checkIn.submit')}
      </Button>
    </form>
  );
}
