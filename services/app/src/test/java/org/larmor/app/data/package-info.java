@NullMarked
package org.larmor.app.data;

import org.jspecify.annotations.NullMarked;
