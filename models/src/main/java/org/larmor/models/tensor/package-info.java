/** Arrays on the device: their native scopes, conversion from and to pictures, and the encoding operator. Alone knows DJL. */
@NullMarked
package org.larmor.models.tensor;

import org.jspecify.annotations.NullMarked;
