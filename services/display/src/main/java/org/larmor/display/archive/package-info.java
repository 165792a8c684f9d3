/** What is published, into files and DICOM nodes: every record once written or acknowledged, then committed. */
@NullMarked
package org.larmor.display.archive;

import org.jspecify.annotations.NullMarked;
