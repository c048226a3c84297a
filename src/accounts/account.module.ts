import { Global, Module } from '@nestjs/common';
import { ACTORS } from '../http/session.guard';
import { AccessTokens } from './access-tokens';
import { AccountController } from './account.controller';
import { AccountService } from './account.service';
import { SecondFactor } from './second-factor';
import { SessionService } from './sessions';
import { SignIn } from './sign-in';

/** Accounts and sessions. Global: the edge asks it who speaks. */
@Global()
@Module({
  controllers: [AccountController],
  providers: [
    AccountService,
    SessionService,
    SecondFactor,
    SignIn,
    AccessTokens,
    { provide: ACTORS, useExisting: SessionService },
  ],
  exports: [ACTORS, SessionService],
})
export class AccountModule {}
