/** What an operator needs: topics planned and created, limits on what may wait. */
@NullMarked
package org.larmor.recon.ops;

import org.jspecify.annotations.NullMarked;
