/** What came of a scan: collected while it runs, summed up, written to a folder. */
@NullMarked
package org.larmor.app.results;

import org.jspecify.annotations.NullMarked;
