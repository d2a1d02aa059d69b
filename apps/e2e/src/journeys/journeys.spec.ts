// The journeys of those who use Posthorn, all through one running system; each has an account and a receiver of its
// own. What a person sees of `npm start` stands in npm-start.spec.ts.
import './receiving.journey.js';
import './changing.journey.js';
import './gone.journey.js';
import './permissions.journey.js';
import './grpc.journey.js';
import './kafka-producer.journey.js';
import './every-event-type.journey.js';
import './activecampaign-client.journey.js';
import './shops.journey.js';
import './automations.journey.js';
import './custom-objects.journey.js';
import './samples.journey.js';
