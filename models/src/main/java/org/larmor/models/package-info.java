/** Everything that touches PyTorch. */
@NullMarked
package org.larmor.models;

import org.jspecify.annotations.NullMarked;
