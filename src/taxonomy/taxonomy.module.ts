import { Module } from '@nestjs/common';
import { Lexicon } from './lexicon';
import { TaxonomyController } from './taxonomy.controller';
import { VectorsAfterImport } from './vectors.consumer';

@Module({ controllers: [TaxonomyController], providers: [Lexicon, VectorsAfterImport], exports: [Lexicon] })
export class TaxonomyModule {}
