/**
 * HDF5 files, written: groups, datasets of numbers, records and strings. jHDF, which reads them here, writes neither records nor
 * strings of any length; the C library would bring native code for each platform.
 */
@NullMarked
package org.larmor.display.hdf5;

import org.jspecify.annotations.NullMarked;
