/** How near a picture comes to the truth: PSNR, SSIM and NRMSE after a least-squares scale. */
@NullMarked
package org.larmor.core.metrics;

import org.jspecify.annotations.NullMarked;
