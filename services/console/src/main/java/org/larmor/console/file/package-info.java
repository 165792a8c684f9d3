/** Scans out of files: MRD (ISMRMRD) and fastMRI, both HDF5. */
@NullMarked
package org.larmor.console.file;

import org.jspecify.annotations.NullMarked;
