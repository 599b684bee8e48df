select count(*) as pending
from raw.captures as captures
anti join staging.cleanings as cleanings on captures.capture_id = cleanings.capture_id;
