import { Card } from '#ui';
import { PhoneHead } from '#ui/phone';
import { PasswordForm } from '../account/password-form';
import { useShellTexts } from '../shell-texts';

export default function PasswordPage() {
  const t = useShellTexts();
  return (
    <>
      <PhoneHead title={t('password.title')} back="/me" />
      <div className="pbody">
        <Card>
          <PasswordForm />
        </Card>
      </div>
    </>
  );
}
