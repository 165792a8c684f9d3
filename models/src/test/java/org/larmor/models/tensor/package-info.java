/** Laws of the device's arrays and operators. */
@NullMarked
package org.larmor.models.tensor;

import org.jspecify.annotations.NullMarked;
