/** Options that several commands share: which broker, which scan, how it is made, who may reach what. */
@NullMarked
package org.larmor.app.options;

import org.jspecify.annotations.NullMarked;
