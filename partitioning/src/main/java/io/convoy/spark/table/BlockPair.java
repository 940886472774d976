package io.convoy.spark.table;

import io.convoy.spark.block.TableBlock;
import java.util.Optional;

/**
 * A block of one table beside the block of another at the same place.
 *
 * @param other absent if there is one table only
 */
public record BlockPair(TableBlock block, Optional<TableBlock> other) {}
