/** Tests of the command line: results. */
@NullMarked
package org.larmor.app.results;

import org.jspecify.annotations.NullMarked;
