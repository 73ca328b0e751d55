import { useState } from "react";
import "candidate-check/react";

/** A page of the clinic. It listens for the end of the check; no event contains anything about the answers. */
export function App() {
  const [finished, setFinished] = useState(false);
  return (
    <main>
      <h1>Is it for me?</h1>
      <candidate-check
        clinic="Willow Bend Clinic"
        phone="(555) 555-0142"
        heading-level={2}
        events="progress"
        oncandidate-check-finished={() => setFinished(true)}
      >
        Need to talk to someone now? Call or text <a href="tel:988">988</a>. In danger, call <a href="tel:911">911</a>.
      </candidate-check>
      {finished && <p id="thanks">Thank you for taking the time. Call us when you like.</p>}
    </main>
  );
}
