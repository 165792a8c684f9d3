/** The GPU box: readouts in, progressive pictures out. {@link org.larmor.recon.ReconPipeline} is the page to read first. */
@NullMarked
package org.larmor.recon;

import org.jspecify.annotations.NullMarked;
