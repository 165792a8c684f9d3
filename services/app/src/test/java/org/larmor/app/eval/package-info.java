@NullMarked
package org.larmor.app.eval;

import org.jspecify.annotations.NullMarked;
