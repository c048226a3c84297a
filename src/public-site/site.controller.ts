import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../http/me';
import { type Page, SiteService } from './site.service';

/** Cached a minute by anyone in between: the same page for every reader. */
function send(reply: FastifyReply, page: Page): void {
  if (page.status === 301) return void reply.redirect(page.location, 301);
  void reply
    .status(page.status)
    .header('Content-Type', 'text/html; charset=utf-8')
    .header('Cache-Control', page.status === 200 ? 'public, max-age=60, stale-while-revalidate=600' : 'no-cache')
    .send(page.html);
}

@ApiExcludeController()
@Controller()
export class SiteController {
  constructor(private readonly site: SiteService) {}

  @Get('robots.txt')
  @Public()
  robots(@Res() reply: FastifyReply): void {
    void reply.header('Content-Type', 'text/plain; charset=utf-8').send(this.site.robots());
  }

  @Get('sitemap.xml')
  @Public()
  async sitemap(@Res() reply: FastifyReply): Promise<void> {
    void reply.header('Content-Type', 'application/xml; charset=utf-8').send(await this.site.sitemap());
  }

  @Get()
  @Public()
  home(@Res() reply: FastifyReply): Promise<void> {
    return this.answer(reply, this.site.home('fr'));
  }

  @Get('en')
  @Public()
  homeInEnglish(@Res() reply: FastifyReply): Promise<void> {
    return this.answer(reply, this.site.home('en'));
  }

  @Get('missions')
  @Public()
  missions(@Query() query: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    return this.answer(reply, this.site.missions(query, 'fr'));
  }

  @Get('en/missions')
  @Public()
  missionsInEnglish(@Query() query: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    return this.answer(reply, this.site.missions(query, 'en'));
  }

  @Get('missions/:page')
  @Public()
  mission(@Param('page') page: string, @Res() reply: FastifyReply): Promise<void> {
    return this.answer(reply, this.site.mission(page, 'fr'));
  }

  @Get('en/missions/:page')
  @Public()
  missionInEnglish(@Param('page') page: string, @Res() reply: FastifyReply): Promise<void> {
    return this.answer(reply, this.site.mission(page, 'en'));
  }

  @Get('freelances/:page')
  @Public()
  profile(@Param('page') page: string, @Res() reply: FastifyReply): Promise<void> {
    return this.answer(reply, this.site.profile(page, 'fr'));
  }

  @Get('en/freelances/:page')
  @Public()
  profileInEnglish(@Param('page') page: string, @Res() reply: FastifyReply): Promise<void> {
    return this.answer(reply, this.site.profile(page, 'en'));
  }

  @Get('classement')
  @Public()
  ranking(@Res() reply: FastifyReply): Promise<void> {
    return this.answer(reply, this.site.ranking('fr'));
  }

  @Get('en/classement')
  @Public()
  rankingInEnglish(@Res() reply: FastifyReply): Promise<void> {
    return this.answer(reply, this.site.ranking('en'));
  }

  private async answer(reply: FastifyReply, page: Promise<Page>): Promise<void> {
    send(reply, await page);
  }
}
