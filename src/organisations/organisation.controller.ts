import { Body, Controller, Delete, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { id as idSchema } from '#libs/contracts/common';
import {
  invitationAnswer,
  invitationDraft,
  type InvitationDraft,
  invitationList,
  joined,
  memberEdit,
  type MemberEdit,
  memberList,
  organisationDraft,
  type OrganisationDraft,
  organisationEdit,
  type OrganisationEdit,
  organisationPage,
  organisationQuery,
  type OrganisationQuery,
  organisationView,
  verificationVerdict,
  type VerificationVerdict,
} from '#libs/contracts/organisation';
import type { Person } from '../access/actor';
import { NeedsKey } from '../http/idempotency';
import { Guarded, Me, SignedIn } from '../http/me';
import { Returns } from '../http/returns';
import { IfMatch } from '../http/versions';
import { MemberService } from './member.service';
import { OrganisationService } from './organisation.service';

const ID = { schema: idSchema };

@ApiTags('organisations')
@Controller('api')
export class OrganisationController {
  constructor(
    private readonly organisations: OrganisationService,
    private readonly members: MemberService,
  ) {}

  @Post('organisations')
  @Guarded('organisation:create')
  @NeedsKey()
  @Returns(201, organisationView)
  create(@Me() me: Person, @Body({ schema: organisationDraft }) draft: OrganisationDraft) {
    return this.organisations.create(me, draft);
  }

  @Get('operations/organisations')
  @Guarded('organisation:verify')
  @Returns(200, organisationPage)
  toVerify(@Me() me: Person, @Query({ schema: organisationQuery }) query: OrganisationQuery) {
    return this.organisations.toVerify(me, query);
  }

  @Post('org-invitations/acceptance')
  @SignedIn()
  @NeedsKey()
  @Returns(200, joined)
  join(@Me() me: Person, @Body({ schema: invitationAnswer }) answer: { token: string }) {
    return this.members.join(me, answer.token);
  }

  @Get('organisations/:id')
  @Guarded('organisation:read')
  @Returns(200, organisationView)
  read(@Me() me: Person, @Param('id', ID) id: string) {
    return this.organisations.read(me, id);
  }

  @Patch('organisations/:id')
  @Guarded('organisation:administer')
  @Returns(200, organisationView)
  edit(
    @Me() me: Person,
    @Param('id', ID) id: string,
    @IfMatch() version: number,
    @Body({ schema: organisationEdit }) edit: OrganisationEdit,
  ) {
    return this.organisations.edit(me, id, version, edit);
  }

  @Put('organisations/:id/verification')
  @Guarded('organisation:verify')
  @Returns(200, organisationView)
  verify(
    @Me() me: Person,
    @Param('id', ID) id: string,
    @IfMatch() version: number,
    @Body({ schema: verificationVerdict }) verdict: VerificationVerdict,
  ) {
    return this.organisations.verify(me, id, version, verdict);
  }

  @Get('organisations/:id/members')
  @Guarded('organisation:list-members')
  @Returns(200, memberList)
  list(@Me() me: Person, @Param('id', ID) id: string) {
    return this.members.list(me, id);
  }

  @Put('organisations/:id/members/:memberId/role')
  @Guarded('organisation:administer')
  @Returns(200, memberList)
  changeRole(
    @Me() me: Person,
    @Param('id', ID) id: string,
    @Param('memberId', ID) memberId: string,
    @IfMatch() version: number,
    @Body({ schema: memberEdit }) edit: MemberEdit,
  ) {
    return this.members.changeRole(me, id, { memberId, version }, edit.role);
  }

  @Delete('organisations/:id/members/:memberId')
  @Guarded('organisation:administer')
  @Returns(200, memberList)
  deactivate(
    @Me() me: Person,
    @Param('id', ID) id: string,
    @Param('memberId', ID) memberId: string,
    @IfMatch() version: number,
  ) {
    return this.members.deactivate(me, id, { memberId, version });
  }

  @Get('organisations/:id/invitations')
  @Guarded('organisation:administer')
  @Returns(200, invitationList)
  invitations(@Me() me: Person, @Param('id', ID) id: string) {
    return this.members.invitations(me, id);
  }

  @Post('organisations/:id/invitations')
  @Guarded('organisation:administer')
  @NeedsKey()
  @Returns(201, invitationList)
  invite(@Me() me: Person, @Param('id', ID) id: string, @Body({ schema: invitationDraft }) draft: InvitationDraft) {
    return this.members.invite(me, id, draft);
  }

  @Delete('organisations/:id/invitations/:invitationId')
  @Guarded('organisation:administer')
  @Returns(200, invitationList)
  revoke(@Me() me: Person, @Param('id', ID) id: string, @Param('invitationId', ID) invitationId: string) {
    return this.members.revoke(me, id, invitationId);
  }
}
