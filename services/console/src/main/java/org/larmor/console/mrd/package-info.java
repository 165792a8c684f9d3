/** What MRD (ISMRMRD) means, whether it comes in a file or over a socket. */
@NullMarked
package org.larmor.console.mrd;

import org.jspecify.annotations.NullMarked;
