package org.larmor.console.bridge;

import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.ReconImage;

/** What is to be told a client next. */
sealed interface Parcel {
    /** A picture. */
    record Picture(ReconImage image) implements Parcel {}

    /** A line that it can show. */
    record Note(String text) implements Parcel {}

    /** Nothing more will come; why, where it is not because all has. */
    record End(@Nullable String reason) implements Parcel {}
}
