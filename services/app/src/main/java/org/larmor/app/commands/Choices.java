package org.larmor.app.commands;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.larmor.core.phantom.MaskKind;
import org.larmor.proto.access.Role;
import org.larmor.recon.flow.Method;

/** What some options may be, for shells that complete them. */
class Choices extends AbstractList<String> {
    private final List<String> names;

    private Choices(List<String> names) {
        this.names = names;
    }

    @Override
    public String get(int index) {
        return names.get(index);
    }

    @Override
    public int size() {
        return names.size();
    }

    static final class Methods extends Choices {
        Methods() {
            super(Arrays.stream(Method.values()).map(Method::label).toList());
        }
    }

    static final class Masks extends Choices {
        Masks() {
            super(Arrays.stream(MaskKind.values())
                    .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .toList());
        }
    }

    static final class Roles extends Choices {
        Roles() {
            super(Arrays.stream(Role.values()).map(Role::label).toList());
        }
    }

    static final class Anatomies extends Choices {
        Anatomies() {
            super(List.of("shepp-logan", "brain", "heart", "knee"));
        }
    }

    static final class Shells extends Choices {
        Shells() {
            super(List.of("bash", "zsh"));
        }
    }

    static final class Kinds extends Choices {
        Kinds() {
            super(TrainCommand.KINDS);
        }
    }
}
