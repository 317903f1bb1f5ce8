"""Who may do what: roles, permissions and token scopes, denied by default."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is at the desk; one person may be several."""

    READER = "reader"
    REVIEWER = "reviewer"
    EDITOR = "editor"
    ADMIN = "admin"


class Permission(StrEnum):
    """What a page or an API route needs. Lifecycle verbs are judged further by their own table."""

    READ_DESK = "desk:read"
    ADD_MATERIAL = "material:write"
    WORK_TASKS = "tasks:write"
    MANAGE_JOBS = "jobs:manage"
    MANAGE_DESK = "desk:manage"


_READER = frozenset({Permission.READ_DESK})
_REVIEWER = _READER | {Permission.ADD_MATERIAL, Permission.WORK_TASKS, Permission.MANAGE_JOBS}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.READER: _READER,
    Role.REVIEWER: _REVIEWER,
    Role.EDITOR: _REVIEWER,
    Role.ADMIN: _READER | {Permission.ADD_MATERIAL, Permission.MANAGE_JOBS, Permission.MANAGE_DESK},
}


class Scope(StrEnum):
    """What a token may be used for, besides what its person may do."""

    CLAIMS_READ = "claims:read"
    TASKS_READ = "tasks:read"
    TASKS_WRITE = "tasks:write"
    PUBLISH = "publish"
    EXPORTS_READ = "exports:read"
    WEBHOOKS_MANAGE = "webhooks:manage"
    ADMIN = "admin"


SCOPES = tuple(scope.value for scope in Scope)
ROLES = tuple(role.value for role in Role)


def permissions_of(roles: frozenset[str]) -> frozenset[Permission]:
    """Everything that any of the roles may do."""
    granted: set[Permission] = set()
    for role in roles:
        if role in ROLES:
            granted |= PERMISSIONS[Role(role)]
    return frozenset(granted)
