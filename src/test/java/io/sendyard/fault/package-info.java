/**
 * What is left of the promises about mail when processes die: a load, a sink, and a ledger that
 * judges.
 */
@NullMarked
package io.sendyard.fault;

import org.jspecify.annotations.NullMarked;
