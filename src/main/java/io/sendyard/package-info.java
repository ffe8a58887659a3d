/** Sendyard: the application, and beside it one package for each module of the domain. */
@NullMarked
package io.sendyard;

import org.jspecify.annotations.NullMarked;
