import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DataSource } from 'typeorm';
import {
  actingFor,
  emailDraft,
  linkAnswer,
  meEdit,
  type MeEdit,
  meView,
  newToken,
  passwordChange,
  passwordReset,
  recoveryCodes,
  sessionList,
  signInDraft,
  type SignInDraft,
  signUpDraft,
  type SignUpDraft,
  tokenDraft,
  type TokenDraft,
  tokenList,
  totpCode,
  totpEnrolment,
} from '#libs/contracts/account';
import { id as idSchema } from '#libs/contracts/common';
import { Problem } from '#libs/errors/problem';
import type { Person } from '../access/actor';
import { Me, Public, SignedIn } from '../http/me';
import { Returns, ReturnsNothing } from '../http/returns';
import { IfMatch } from '../http/versions';
import { AccessTokens } from './access-tokens';
import { AccountService } from './account.service';
import { SecondFactor } from './second-factor';
import { truncateIp } from './session-rules';
import { SessionService } from './sessions';
import { SignIn } from './sign-in';

const ID = { schema: idSchema };

@ApiTags('accounts')
@Controller('api')
export class AccountController {
  constructor(
    private readonly accounts: AccountService,
    private readonly sessions: SessionService,
    private readonly signIn: SignIn,
    private readonly secondFactor: SecondFactor,
    private readonly tokens: AccessTokens,
    @InjectDataSource() private readonly db: DataSource,
  ) {}

  /** The same answer whether the address is known or not: what happens next is in the letter. */
  @Post('accounts')
  @Public()
  @HttpCode(202)
  signUp(@Body({ schema: signUpDraft }) draft: SignUpDraft, @Req() request: FastifyRequest): Promise<void> {
    return this.accounts.signUp(draft, truncateIp(request.ip));
  }

  @Post('accounts/verification')
  @Public()
  @ReturnsNothing()
  verify(@Body({ schema: linkAnswer }) answer: { token: string }) {
    return this.accounts.verifyEmail(answer.token);
  }

  @Post('accounts/verification/letters')
  @Public()
  @HttpCode(202)
  resend(@Body({ schema: emailDraft }) draft: { email: string }): Promise<void> {
    return this.accounts.resendVerification(draft.email);
  }

  @Post('password-resets')
  @Public()
  @HttpCode(202)
  requestReset(@Body({ schema: emailDraft }) draft: { email: string }): Promise<void> {
    return this.accounts.requestReset(draft.email);
  }

  @Post('password-resets/completion')
  @Public()
  @ReturnsNothing()
  reset(@Body({ schema: passwordReset }) draft: { token: string; password: string }) {
    return this.accounts.resetPassword(draft.token, draft.password);
  }

  @Post('sessions')
  @Public()
  @ReturnsNothing()
  async enter(
    @Body({ schema: signInDraft }) draft: SignInDraft,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const userAgent = request.headers['user-agent'] ?? null;
    reply.header('Set-Cookie', await this.signIn.enter(draft, { network: truncateIp(request.ip), userAgent }));
  }

  @Delete('sessions/current')
  @SignedIn()
  @ReturnsNothing()
  async leave(@Me() me: Person, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.sessions.close(this.db, me.accountId, { only: me.sessionId ?? undefined }, 'SIGNED_OUT');
    reply.header('Set-Cookie', this.sessions.forget()).header('Clear-Site-Data', '"cookies", "storage"');
  }

  @Get('me')
  @SignedIn()
  @Returns(200, meView)
  me(@Me() me: Person) {
    return this.accounts.me(me);
  }

  @Patch('me')
  @SignedIn()
  @Returns(200, meView)
  edit(@Me() me: Person, @IfMatch() version: number, @Body({ schema: meEdit }) edit: MeEdit) {
    return this.accounts.edit(me, version, edit);
  }

  @Put('me/organisation')
  @SignedIn()
  @Returns(200, meView)
  actFor(@Me() me: Person, @Body({ schema: actingFor }) acting: { organisationId: string | null }) {
    return this.accounts.actFor(me, acting.organisationId);
  }

  @Put('me/password')
  @SignedIn()
  @ReturnsNothing()
  changePassword(@Me() me: Person, @Body({ schema: passwordChange }) change: { current: string; password: string }) {
    return this.accounts.changePassword(me, change.current, change.password);
  }

  @Get('me/sessions')
  @SignedIn()
  @Returns(200, sessionList)
  listSessions(@Me() me: Person) {
    return this.tokens.sessions(me);
  }

  @Delete('me/sessions')
  @SignedIn()
  @ReturnsNothing()
  async closeOthers(@Me() me: Person): Promise<void> {
    await this.sessions.close(this.db, me.accountId, { but: me.sessionId ?? undefined }, 'CLOSED_BY_OWNER');
  }

  @Delete('me/sessions/:id')
  @SignedIn()
  @ReturnsNothing()
  async closeOne(@Me() me: Person, @Param('id', ID) id: string): Promise<void> {
    if ((await this.sessions.close(this.db, me.accountId, { only: id }, 'CLOSED_BY_OWNER')) === 0)
      throw new Problem('session/unknown');
  }

  @Post('me/second-factor')
  @SignedIn()
  @Returns(201, totpEnrolment)
  beginSecondFactor(@Me() me: Person) {
    return this.secondFactor.begin(me);
  }

  @Post('me/second-factor/confirmation')
  @SignedIn()
  @Returns(200, recoveryCodes)
  async confirmSecondFactor(
    @Me() me: Person,
    @Body({ schema: totpCode }) answer: { code: string },
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { codes, cookie } = await this.secondFactor.confirm(me, answer.code);
    if (cookie) reply.header('Set-Cookie', cookie);
    return { codes };
  }

  @Post('me/second-factor/removal')
  @SignedIn()
  @ReturnsNothing()
  stopSecondFactor(@Me() me: Person, @Body({ schema: totpCode }) answer: { code: string }) {
    return this.secondFactor.stop(me, answer.code);
  }

  @Get('me/tokens')
  @SignedIn()
  @Returns(200, tokenList)
  listTokens(@Me() me: Person) {
    return this.tokens.list(me);
  }

  @Post('me/tokens')
  @SignedIn()
  @Returns(201, newToken)
  createToken(@Me() me: Person, @Body({ schema: tokenDraft }) draft: TokenDraft) {
    return this.tokens.create(me, draft);
  }

  @Delete('me/tokens/:id')
  @SignedIn()
  @ReturnsNothing()
  revokeToken(@Me() me: Person, @Param('id', ID) id: string) {
    return this.tokens.revoke(me, id);
  }
}
