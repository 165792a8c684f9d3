/** Model packages: folders with a description and weights, what they say of themselves, and which one fits a scan. */
@NullMarked
package org.larmor.models.zoo;

import org.jspecify.annotations.NullMarked;
