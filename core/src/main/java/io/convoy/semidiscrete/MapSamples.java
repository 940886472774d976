package io.convoy.semidiscrete;

import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import io.convoy.iterate.Shared;
import io.convoy.iterate.Visit;

/** Draws samples in every piece and finds the site of each. */
record MapSamples<B>(Samples<B> samples, Shared<PointCloud> sites)
    implements Visit<B, CellQuery, MappedSamples> {

  @Override
  public MappedSamples visit(CellQuery query, B piece) {
    PointBlock drawn =
        samples.draw(
            piece, query.seeds().at(query.round(), samples.index(piece)), query.perPiece());
    return new MappedSamples(drawn, new Assign(sites).visit(query.g(), drawn));
  }
}
