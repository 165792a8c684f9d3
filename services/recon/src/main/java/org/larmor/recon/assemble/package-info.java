/** From readouts to jobs: one assembler a scan, the life of each scan, and which pictures are due. No IO, no clock. */
@NullMarked
package org.larmor.recon.assemble;

import org.jspecify.annotations.NullMarked;
